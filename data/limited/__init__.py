"""What somebody reads whose access is limited to some brands: a store of its own, which holds these brands alone."""
