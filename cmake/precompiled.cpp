// Only what precompiled.hpp needs to be compiled with.
