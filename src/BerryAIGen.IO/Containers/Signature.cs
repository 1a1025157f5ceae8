namespace BerryAIGen.IO.Containers;

/// <summary>Bytes that stand at a fixed place in every file of one container.</summary>
internal sealed record Signature(Container Container, byte[] Bytes, int Offset = 0)
{
    internal static IReadOnlyList<Signature> All { get; } =
    [
        new(Container.Gguf, [.. "GGUF"u8]),
        new(Container.Zip, [.. "PK\x03\x04"u8]),
        new(Container.Zip, [.. "PK\x05\x06"u8]),
        new(Container.Zip, [.. "PK\x07\x08"u8]),
        new(Container.SevenZip, [.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C]),
        new(Container.Rar, [.. "Rar!\x1A\x07"u8]),
        new(Container.Gzip, [0x1F, 0x8B, 0x08]),
        new(Container.Tar, [.. "ustar"u8], 257),
        new(Container.Numpy, [0x93, .. "NUMPY"u8]),
        new(Container.Pickle, [0x80, 0x02]),
        new(Container.Pickle, [0x80, 0x03]),
        new(Container.Pickle, [0x80, 0x04]),
        new(Container.Pickle, [0x80, 0x05]),
        new(Container.LfsPointer, [.. "version https://git-lfs.github.com/spec/"u8]),
        new(Container.Png, [0x89, .. "PNG\r\n\x1A\n"u8]),
        new(Container.Jpeg, [0xFF, 0xD8, 0xFF]),
        new(Container.Gif, [.. "GIF87a"u8]),
        new(Container.Gif, [.. "GIF89a"u8]),
    ];

    internal bool Matches(ReadOnlySpan<byte> head) =>
        head.Length >= Offset + Bytes.Length && head[Offset..].StartsWith(Bytes);
}
