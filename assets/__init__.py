"""Assets: fonts, the brand's pictures, the sample interview and the list of models."""
