"""What a gatekeeper does with a dossier: looks, corrects, accepts, asks, marks. Every deed is logged and shown."""
