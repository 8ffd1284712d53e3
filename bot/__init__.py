"""The Discord door: hears questions, asks the engine, shows its answers. Everything that knows Discord lives here."""
