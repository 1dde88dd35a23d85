// Nothing: the source of the target whose precompiled headers all tests share.
