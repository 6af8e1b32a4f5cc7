"""The sample interview: fictional, synthetic, free of any real person; and the program that makes it."""
