namespace BerryAIGen.IO.Pickles;

/// <summary>A global that a pickle names, and what it does with it.</summary>
/// <param name="Module">As written; <see cref="Unknown"/> when it cannot be worked out.</param>
/// <param name="Name">The same.</param>
public sealed record PickleUse(string Module, string Name)
{
    /// <summary>Stands for a name that only running would show.</summary>
    public const string Unknown = "unknown";

    /// <summary>Whether it is called.</summary>
    public bool IsCalled { get; init; }

    /// <summary>Whether something is set in it, which changes an installed module.</summary>
    public bool IsChanged { get; init; }

    /// <summary>Whether it is called with bytes or a text that nobody could look into.</summary>
    public bool GetsUnreadBytes { get; init; }

    /// <summary>Whether Python would come so far; false behind what it would stop at.</summary>
    public bool IsReached { get; init; }

    public override string ToString() => $"{Module}.{Name}";
}
