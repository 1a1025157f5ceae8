namespace BerryAIGen.IO.Archives.Zip;

/// <summary>Where an entry's packed bytes are and how they are packed.</summary>
/// <param name="HeaderStart">Where the header in front of them begins.</param>
/// <param name="DataStart">Their first byte.</param>
/// <param name="PackedBytes">How many there are, never past the file's end.</param>
/// <param name="Method">How they are packed.</param>
/// <param name="SizeBytes">Unpacked size, null when the header leaves it open.</param>
/// <param name="Crc">Checksum, null when the header leaves it open.</param>
internal sealed record ZipPlace(
    long HeaderStart,
    long DataStart,
    long PackedBytes,
    ushort Method,
    long? SizeBytes,
    uint? Crc
)
{
    internal long End => DataStart + PackedBytes;
}
