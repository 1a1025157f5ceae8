namespace BerryAIGen.Civitai.References;

/// <summary>The id of a file of a version: a number from 1 to 2,147,483,647.</summary>
public readonly record struct FileId
{
    /// <summary>Takes the number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not positive.</exception>
    public FileId(int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
        Value = value;
    }

    /// <summary>The number; 0 only in a default value, which names nothing.</summary>
    public int Value { get; }

    /// <summary>Reads a number, a download address with <c>fileId</c>, or an AIR with <c>+file</c>.</summary>
    /// <exception cref="FormatException">The text is none of them.</exception>
    public static FileId Parse(string text) =>
        TryParse(text, out var id) ? id : throw IdNumber.Unreadable("a file of a version", text);

    /// <summary>Reads a number, a download address with <c>fileId</c>, or an AIR with <c>+file</c>; false for anything else.</summary>
    public static bool TryParse(string? text, out FileId id)
    {
        FileId? found =
            IdNumber.TryParse(text, out var number) ? new FileId(number)
            : Air.TryParse(text, out var air) ? air.FileId
            : CivitaiAddress.TryParse(text, out var address) ? address.FileId
            : null;
        id = found.GetValueOrDefault();
        return found is not null;
    }

    /// <summary>The number as text.</summary>
    public override string ToString() => Value.ToString();

    /// <summary>Takes the number.</summary>
    public static explicit operator FileId(int value) => new(value);

    /// <summary>Gives the number.</summary>
    public static explicit operator int(FileId id) => id.Value;
}
