"""The door to ffmpeg: which binary, which commands, how they run. ffmpeg-python builds, `engines.process` runs."""
