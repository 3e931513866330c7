//! Through the door: requests in, pages and JSON out, on both engines.
