namespace BerryAIGen.IO.Images.IsoMedia;

/// <summary>Where the items of a picture lie: the box <c>iloc</c>, whose numbers have the widths that it says.</summary>
internal ref struct ItemLocations
{
    private readonly ReadOnlySpan<byte> _table;
    private int _next;

    private ItemLocations(ReadOnlySpan<byte> table) => _table = table;

    /// <summary>The place of every item that lies in one piece in the file or in the index itself.</summary>
    /// <param name="table">The content of the box.</param>
    /// <param name="inner">Where the bytes kept in the index start.</param>
    internal static Dictionary<uint, (long Offset, long Length)> Read(ReadOnlySpan<byte> table, long inner)
    {
        var reader = new ItemLocations(table);
        var version = reader.Number(1);
        reader.Number(3);
        var widths = (int)reader.Number(2);
        var (offsetWidth, lengthWidth, baseWidth) = (widths >> 12, (widths >> 8) & 15, (widths >> 4) & 15);
        var indexWidth = version > 0 ? widths & 15 : 0;
        var count = reader.Number(version < 2 ? 2 : 4);
        var places = new Dictionary<uint, (long, long)>();
        for (var i = 0L; i < count && reader._next < table.Length; i++)
        {
            var id = (uint)reader.Number(version < 2 ? 2 : 4);
            var method = version > 0 ? reader.Number(2) & 15 : 0;
            reader.Number(2);
            var start = reader.Number(baseWidth);
            var pieces = reader.Number(2);
            for (var piece = 0L; piece < pieces && reader._next < table.Length; piece++)
            {
                reader.Number(indexWidth);
                var offset = start + reader.Number(offsetWidth) + (method == 1 ? inner : 0);
                var length = reader.Number(lengthWidth);
                if (pieces == 1 && method < 2 && offset >= 0 && length > 0)
                {
                    places[id] = (offset, length);
                }
            }
        }

        return places;
    }

    private long Number(int width)
    {
        var number = 0L;
        for (var i = 0; i < width && _next < _table.Length; i++)
        {
            number = (number << 8) | _table[_next++];
        }

        return number;
    }
}
