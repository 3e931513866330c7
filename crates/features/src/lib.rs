//! What people make: posts, questions, praise, home.
