namespace BerryAIGen.Civitai.References;

/// <summary>The id of an image or video: a number from 1 to 2,147,483,647.</summary>
public readonly record struct ImageId
{
    /// <summary>Takes the number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not positive.</exception>
    public ImageId(int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
        Value = value;
    }

    /// <summary>The number; 0 only in a default value, which names nothing.</summary>
    public int Value { get; }

    /// <summary>Reads a number or an address of the image.</summary>
    /// <exception cref="FormatException">The text is none of them.</exception>
    public static ImageId Parse(string text) =>
        TryParse(text, out var id) ? id : throw IdNumber.Unreadable("an image or video", text);

    /// <summary>Reads a number or an address of the image; false for anything else.</summary>
    public static bool TryParse(string? text, out ImageId id)
    {
        ImageId? found =
            IdNumber.TryParse(text, out var number) ? new ImageId(number)
            : CivitaiAddress.TryParse(text, out var address) ? address.ImageId
            : null;
        id = found.GetValueOrDefault();
        return found is not null;
    }

    /// <summary>The number as text.</summary>
    public override string ToString() => Value.ToString();

    /// <summary>Takes the number.</summary>
    public static explicit operator ImageId(int value) => new(value);

    /// <summary>Gives the number.</summary>
    public static explicit operator int(ImageId id) => id.Value;
}
