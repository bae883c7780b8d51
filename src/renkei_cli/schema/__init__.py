"""What a case is, and what each of its fields says about itself."""
