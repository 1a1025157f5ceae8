using System.Buffers.Binary;
using System.Text;
using BerryAIGen.IO.Images.Exif;
using BerryAIGen.IO.Images.Xmp;

namespace BerryAIGen.IO.Images.IsoMedia;

/// <summary>
/// Size, EXIF and XMP of AVIF and HEIC (ISO/IEC 23008-12): the box <c>meta</c> lists items with a type each and says where their
/// bytes lie.
/// </summary>
internal static class HeifReader
{
    internal static void Read(ImageBytes file, FoundContent found)
    {
        if (IsoBox.Find(IsoBox.List(file, 0, file.Length), IsoBox.Name("meta"u8)) is not { } meta)
        {
            found.Problem("The picture has no index: it was cut off.");
            return;
        }

        var boxes = meta.Inside(file, skip: 4);
        ReadSize(file, boxes, found);
        if (
            IsoBox.Find(boxes, IsoBox.Name("iinf"u8)) is not { } types
            || IsoBox.Find(boxes, IsoBox.Name("iloc"u8)) is not { } places
            || found.Take(file, places.Start, places.Length, "The index of the picture") is not { } table
        )
        {
            return;
        }

        var inner = IsoBox.Find(boxes, IsoBox.Name("idat"u8))?.Start ?? 0;
        var locations = ItemLocations.Read(table, inner);
        foreach (var (id, type) in ItemTypes(file, types))
        {
            if (!locations.TryGetValue(id, out var place))
            {
                continue;
            }

            if (
                type == IsoBox.Name("Exif"u8)
                && found.Take(file, place.Offset, place.Length, "The EXIF item") is { Length: > 4 } exif
            )
            {
                // Its first four bytes say how far the TIFF's head is away.
                var skip = 4 + (long)BinaryPrimitives.ReadUInt32BigEndian(exif);
                ExifReader.Read(exif.AsSpan((int)Math.Min(skip, exif.Length)), found);
            }
            else if (
                type == IsoBox.Name("mime"u8)
                && found.Take(file, place.Offset, place.Length, "The XMP item") is { } xmp
            )
            {
                XmpReader.Read(Encoding.UTF8.GetString(xmp), found);
            }
        }
    }

    /// <summary>The largest of the sizes: thumbnails and the pieces of a grid are smaller than the picture.</summary>
    private static void ReadSize(ImageBytes file, List<IsoBox> boxes, FoundContent found)
    {
        var properties = IsoBox.Find(boxes, IsoBox.Name("iprp"u8))?.Inside(file) ?? [];
        Span<byte> size = stackalloc byte[12];
        foreach (var box in IsoBox.Find(properties, IsoBox.Name("ipco"u8))?.Inside(file) ?? [])
        {
            if (box.Type == IsoBox.Name("ispe"u8) && file.TryRead(box.Start, size))
            {
                var (width, height) = (
                    BinaryPrimitives.ReadUInt32BigEndian(size[4..]),
                    BinaryPrimitives.ReadUInt32BigEndian(size[8..])
                );
                if ((long)width * height > (long)(found.Width ?? 0) * (found.Height ?? 0))
                {
                    found.Size(width, height);
                }
            }
        }
    }

    private static List<(uint Id, uint Type)> ItemTypes(ImageBytes file, IsoBox types)
    {
        var items = new List<(uint, uint)>();
        Span<byte> head = stackalloc byte[4];
        // The number of items has two bytes in version 0 and four after it.
        var skip = file.TryRead(types.Start, head) && head[0] == 0 ? 6 : 8;
        Span<byte> entry = stackalloc byte[14];
        foreach (var box in types.Inside(file, skip))
        {
            // Version 2 has ids of two bytes, version 3 of four; older ones have no types.
            if (file.TryRead(box.Start, entry[..12]) && entry[0] is 2)
            {
                items.Add((BinaryPrimitives.ReadUInt16BigEndian(entry[4..]), IsoBox.Name(entry[8..])));
            }
            else if (file.TryRead(box.Start, entry) && entry[0] is 3)
            {
                items.Add((BinaryPrimitives.ReadUInt32BigEndian(entry[4..]), IsoBox.Name(entry[10..])));
            }
        }

        return items;
    }
}
