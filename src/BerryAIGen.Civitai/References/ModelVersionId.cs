namespace BerryAIGen.Civitai.References;

/// <summary>The id of a model version: a number from 1 to 2,147,483,647.</summary>
public readonly record struct ModelVersionId
{
    /// <summary>Takes the number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not positive.</exception>
    public ModelVersionId(int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
        Value = value;
    }

    /// <summary>The number; 0 only in a default value, which names nothing.</summary>
    public int Value { get; }

    /// <summary>Reads a number, an address that names the version, or an AIR with one.</summary>
    /// <exception cref="FormatException">The text is none of them.</exception>
    public static ModelVersionId Parse(string text) =>
        TryParse(text, out var id) ? id : throw IdNumber.Unreadable("a model version", text);

    /// <summary>Reads a number, an address that names the version, or an AIR with one; false for anything else.</summary>
    public static bool TryParse(string? text, out ModelVersionId id)
    {
        ModelVersionId? found =
            IdNumber.TryParse(text, out var number) ? new ModelVersionId(number)
            : Air.TryParse(text, out var air) ? air.VersionId
            : CivitaiAddress.TryParse(text, out var address) ? address.VersionId
            : null;
        id = found.GetValueOrDefault();
        return found is not null;
    }

    /// <summary>The number as text.</summary>
    public override string ToString() => Value.ToString();

    /// <summary>Takes the number.</summary>
    public static explicit operator ModelVersionId(int value) => new(value);

    /// <summary>Gives the number.</summary>
    public static explicit operator int(ModelVersionId id) => id.Value;
}
