using BerryAIGen.IO.Containers;

namespace BerryAIGen.IO.Images;

/// <summary>Gathers what the readers find, and ends before a file written to hurt takes all memory.</summary>
internal sealed class FoundContent
{
    /// <summary>All texts of one file together; the longest graphs people have are some 20 MB.</summary>
    internal const int MostBytes = 64 << 20;

    private const int MostTexts = 4096;

    private readonly List<ImageText> _texts = [];
    private readonly List<string> _problems = [];
    private bool _isFull;

    /// <summary>How many bytes of text may still be read.</summary>
    internal int BytesLeft { get; private set; } = MostBytes;

    internal int? Width { get; private set; }

    internal int? Height { get; private set; }

    internal ImageContent Content(Container container) =>
        new()
        {
            Container = container,
            Width = Width,
            Height = Height,
            Texts = _texts,
            Problems = _problems,
        };

    internal void Size(long width, long height)
    {
        if (width is > 0 and <= int.MaxValue && height is > 0 and <= int.MaxValue)
        {
            (Width, Height) = ((int)width, (int)height);
        }
    }

    internal void Add(string keyword, string text, string place)
    {
        if (_texts.Count < MostTexts && text.Length > 0)
        {
            _texts.Add(new ImageText(keyword, text, place));
        }
        else if (_texts.Count == MostTexts && !_isFull)
        {
            _isFull = true;
            Problem($"The file has more than {MostTexts} texts; those after them are not read.");
        }
    }

    internal void Problem(string sentence)
    {
        if (_problems.Count < 20)
        {
            _problems.Add(sentence);
        }
    }

    /// <summary>The bytes, or null with a problem told when the file ends before them or they are too many.</summary>
    internal byte[]? Take(ImageBytes file, long offset, long count, string what)
    {
        if (count > BytesLeft)
        {
            Problem($"{what} has {count} bytes, more than the {MostBytes >> 20} MiB of text that is read of one file.");
            return null;
        }

        if (offset + count > file.Length)
        {
            Problem($"{what} goes beyond the end of the file, which was cut off at byte {file.Length}.");
            return null;
        }

        BytesLeft -= (int)count;
        var bytes = new byte[count];
        return file.TryRead(offset, bytes) ? bytes : null;
    }

    /// <summary>Bytes that came out of a compressed text count as well.</summary>
    internal void Spend(int bytes) => BytesLeft = Math.Max(0, BytesLeft - bytes);
}
