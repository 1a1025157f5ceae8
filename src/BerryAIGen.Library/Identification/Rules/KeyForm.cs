namespace BerryAIGen.Library.Identification.Rules;

/// <summary>What is known of all keys of one form: the patterns that fit it, and how it reads as part of an adapter.</summary>
internal sealed class KeyForm(int[] patterns, AdapterSuffix? suffix, int prefix, string part)
{
    /// <summary>Ids of the patterns.</summary>
    public int[] Patterns => patterns;

    /// <summary>The adapter's suffix at its end, null for other keys.</summary>
    public AdapterSuffix? Suffix => suffix;

    /// <summary>How many letters before the module name its part.</summary>
    public int Prefix => prefix;

    /// <summary>The part that those letters mean: nothing, or <c>te1:</c>.</summary>
    public string Part => part;
}
