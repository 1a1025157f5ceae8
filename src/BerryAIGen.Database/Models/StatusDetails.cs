namespace BerryAIGen.Database.Models;

/// <summary>The words of <see cref="ModelRow.StatusDetail"/>.</summary>
public static class StatusDetails
{
    /// <summary>Gone from a folder that was read; the status is <c>error</c>, and the row keeps all that it knows.</summary>
    public const string Missing = "missing";

    /// <summary>On a drive or in a folder that cannot be read now; the status stays what it was.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>A part of it is not there, or its end.</summary>
    public const string Incomplete = "incomplete";

    /// <summary>It breaks a rule of its format.</summary>
    public const string Broken = "broken";

    public const string Quarantined = "quarantined";

    public const string Trashed = "trashed";

    /// <summary>Whether the model is known to be elsewhere: nobody looks for it at its old place.</summary>
    internal static bool IsPutAway(string? detail) => detail is Quarantined or Trashed;
}
