using System.Globalization;
using System.Text;

namespace BerryAIGen.IO.Archives.Tar;

/// <summary>What entries of their own say of the entry that follows them.</summary>
internal sealed class TarExtension
{
    private bool _isNamedAsSparse;

    internal string? Name { get; set; }

    /// <summary>How many bytes it has in the archive.</summary>
    internal long? SizeBytes { get; private set; }

    /// <summary>How many it has with its holes; null for one without.</summary>
    internal long? RealSizeBytes { get; private set; }

    /// <summary>Lines of "length key=value", the length in decimal and counting itself.</summary>
    /// <returns>False when they are corrupt.</returns>
    internal bool TryReadPax(ReadOnlySpan<byte> lines)
    {
        while (lines.IndexOf((byte)' ') is var blank and > 0)
        {
            if (
                !int.TryParse(lines[..blank], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                || length <= blank + 1
                || length > lines.Length
            )
            {
                return false;
            }

            var line = lines[(blank + 1)..length].TrimEnd((byte)'\n');
            if (line.IndexOf((byte)'=') is var sign and > 0)
            {
                Take(Encoding.UTF8.GetString(line[..sign]), line[(sign + 1)..]);
            }

            lines = lines[length..];
        }

        return true;
    }

    private void Take(string key, ReadOnlySpan<byte> value)
    {
        switch (key)
        {
            case "path" when !_isNamedAsSparse:
                Name = Encoding.UTF8.GetString(value);
                break;
            // The plain name of a sparse file is one that nobody gave it.
            case "GNU.sparse.name":
                Name = Encoding.UTF8.GetString(value);
                _isNamedAsSparse = true;
                break;
            case "size":
                SizeBytes = Size(value) ?? SizeBytes;
                break;
            case "GNU.sparse.realsize" or "GNU.sparse.size":
                RealSizeBytes = Size(value) ?? 0;
                break;
            default:
                break;
        }
    }

    private static long? Size(ReadOnlySpan<byte> value) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : null;
}
