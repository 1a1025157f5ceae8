namespace BerryAIGen.Civitai;

/// <summary>Civitai's maturity bits (its <c>browsingLevel</c>); models and versions carry those of all their pictures.</summary>
/// <seealso href="https://developer.civitai.com/site/reference/images">Civitai's documentation</seealso>
[Flags]
public enum MaturityLevels
{
    /// <summary>Not rated yet.</summary>
    None = 0,

    /// <summary>For everybody.</summary>
    PG = 1,

    /// <summary>Slightly revealing.</summary>
    PG13 = 2,

    /// <summary>Mature.</summary>
    R = 4,

    /// <summary>Explicit.</summary>
    X = 8,

    /// <summary>Very explicit.</summary>
    XXX = 16,

    /// <summary>Blocked by the site.</summary>
    Blocked = 32,

    /// <summary>Everything that is not blocked.</summary>
    All = PG | PG13 | R | X | XXX,
}
