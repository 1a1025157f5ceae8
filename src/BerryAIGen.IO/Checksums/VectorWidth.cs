namespace BerryAIGen.IO.Checksums;

/// <summary>How wide the vector instructions are that a checksum may use; tests choose it, everyone else takes the widest.</summary>
internal enum VectorWidth
{
    Scalar = 0,
    Bits128 = 128,
    Bits256 = 256,
    Bits512 = 512,
}
