"""One folder a job: paths, atomic writes, remembered hashes, stage keys, versioned artefacts, leases."""
