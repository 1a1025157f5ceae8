using System.Buffers.Binary;

namespace BerryAIGen.IO.Images.IsoMedia;

/// <summary>
/// Size and tags of an MP4: <c>moov/udta/meta/ilst</c> as iTunes writes it, and the free keys of <c>moov/meta</c> (QuickTime
/// <c>mdta</c>) that ComfyUI's videos use for <c>prompt</c> and <c>workflow</c>.
/// </summary>
internal static class Mp4Reader
{
    private static readonly Dictionary<uint, string> ShortNames = new()
    {
        [IsoBox.Name([0xA9, (byte)'c', (byte)'m', (byte)'t'])] = "comment",
        [IsoBox.Name([0xA9, (byte)'n', (byte)'a', (byte)'m'])] = "title",
        [IsoBox.Name([0xA9, (byte)'d', (byte)'e', (byte)'s'])] = "description",
        [IsoBox.Name([0xA9, (byte)'t', (byte)'o', (byte)'o'])] = "encoder",
        [IsoBox.Name("desc"u8)] = "description",
        [IsoBox.Name("ldes"u8)] = "synopsis",
    };

    internal static void Read(ImageBytes file, FoundContent found)
    {
        if (IsoBox.Find(IsoBox.List(file, 0, file.Length), IsoBox.Name("moov"u8)) is not { } movie)
        {
            found.Problem("The video has no index: it was cut off, or not finished.");
            return;
        }

        foreach (var box in movie.Inside(file))
        {
            if (box.Type == IsoBox.Name("trak"u8))
            {
                ReadSize(file, box, found);
            }
            else if (box.Type == IsoBox.Name("udta"u8))
            {
                ReadUserData(file, box, found);
            }
            else if (box.Type == IsoBox.Name("meta"u8))
            {
                ReadMeta(file, box, found);
            }
        }
    }

    private static void ReadSize(ImageBytes file, IsoBox track, FoundContent found)
    {
        Span<byte> size = stackalloc byte[8];
        if (
            found.Width is null
            && IsoBox.Find(track.Inside(file), IsoBox.Name("tkhd"u8)) is { Length: > 8 } header
            && file.TryRead(header.End - size.Length, size)
        )
        {
            // Both are numbers of 16 bits before and 16 after the point.
            found.Size(
                BinaryPrimitives.ReadUInt32BigEndian(size) >> 16,
                BinaryPrimitives.ReadUInt32BigEndian(size[4..]) >> 16
            );
        }
    }

    private static void ReadUserData(ImageBytes file, IsoBox data, FoundContent found)
    {
        foreach (var meta in data.Inside(file).Where(box => box.Type == IsoBox.Name("meta"u8)))
        {
            ReadMeta(file, meta, found);
        }
    }

    private static void ReadMeta(ImageBytes file, IsoBox meta, FoundContent found)
    {
        // ISO's box has four bytes of version, QuickTime's has none: its first box starts at once.
        Span<byte> start = stackalloc byte[8];
        var skip = file.TryRead(meta.Start, start) && start[4..].SequenceEqual("hdlr"u8) ? 0 : 4;
        var boxes = meta.Inside(file, skip);
        var keys = IsoBox.Find(boxes, IsoBox.Name("keys"u8)) is { } list ? Keys(file, list, found) : [];
        foreach (var item in IsoBox.Find(boxes, IsoBox.Name("ilst"u8))?.Inside(file) ?? [])
        {
            var name =
                item.Type >= 1 && item.Type <= keys.Count ? keys[(int)item.Type - 1]
                : ShortNames.TryGetValue(item.Type, out var known) ? known
                : FreeName(file, item, found);
            if (name is not null && IsoBox.Find(item.Inside(file), IsoBox.Name("data"u8)) is { Length: > 8 } data)
            {
                AddValue(file, name, data, found);
            }
        }
    }

    private static void AddValue(ImageBytes file, string name, IsoBox data, FoundContent found)
    {
        // Four bytes of kind (1: UTF-8) and four of language stand before the value.
        Span<byte> kind = stackalloc byte[4];
        if (
            file.TryRead(data.Start, kind)
            && BinaryPrimitives.ReadUInt32BigEndian(kind) == 1
            && found.Take(file, data.Start + 8, data.Length - 8, $"The tag '{name}'") is { } value
        )
        {
            found.Add(name, TextBytes.Decode(value), "MP4 tag");
        }
    }

    private static List<string> Keys(ImageBytes file, IsoBox keys, FoundContent found)
    {
        // Version and count stand before the keys, and each key is a box whose letters name its kind.
        var names = new List<string>();
        foreach (var key in keys.Inside(file, skip: 8))
        {
            names.Add(
                found.Take(file, key.Start, key.Length, "The name of a tag") is { } name ? TextBytes.Decode(name) : ""
            );
        }

        return names;
    }

    /// <summary>A tag under a name of its own: <c>----</c> with the boxes mean, name and data.</summary>
    private static string? FreeName(ImageBytes file, IsoBox item, FoundContent found) =>
        item.Type == IsoBox.Name("----"u8)
        && IsoBox.Find(item.Inside(file), IsoBox.Name("name"u8)) is { Length: > 4 } name
        && found.Take(file, name.Start + 4, name.Length - 4, "The name of a tag") is { } bytes
            ? TextBytes.Decode(bytes)
            : null;
}
