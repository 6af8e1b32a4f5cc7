"""What people write in TOML: presets and stories, read strictly into frozen values."""
