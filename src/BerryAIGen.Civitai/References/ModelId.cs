namespace BerryAIGen.Civitai.References;

/// <summary>The id of a model: a number from 1 to 2,147,483,647.</summary>
public readonly record struct ModelId
{
    /// <summary>Takes the number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not positive.</exception>
    public ModelId(int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
        Value = value;
    }

    /// <summary>The number; 0 only in a default value, which names nothing.</summary>
    public int Value { get; }

    /// <summary>Reads a number, an address of the model, or an AIR that names it.</summary>
    /// <exception cref="FormatException">The text is none of them.</exception>
    public static ModelId Parse(string text) =>
        TryParse(text, out var id) ? id : throw IdNumber.Unreadable("a model", text);

    /// <summary>Reads a number, an address of the model, or an AIR that names it; false for anything else.</summary>
    public static bool TryParse(string? text, out ModelId id)
    {
        ModelId? found =
            IdNumber.TryParse(text, out var number) ? new ModelId(number)
            : Air.TryParse(text, out var air) ? air.ModelId
            : CivitaiAddress.TryParse(text, out var address) ? address.ModelId
            : null;
        id = found.GetValueOrDefault();
        return found is not null;
    }

    /// <summary>The number as text.</summary>
    public override string ToString() => Value.ToString();

    /// <summary>Takes the number.</summary>
    public static explicit operator ModelId(int value) => new(value);

    /// <summary>Gives the number.</summary>
    public static explicit operator int(ModelId id) => id.Value;
}
