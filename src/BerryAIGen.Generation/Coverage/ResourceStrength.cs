namespace BerryAIGen.Generation.Coverage;

/// <summary>How strongly an add-on works.</summary>
/// <param name="Default">When nobody chooses.</param>
/// <param name="Min">The least that can be chosen.</param>
/// <param name="Max">The most.</param>
public sealed record ResourceStrength(decimal Default, decimal Min, decimal Max);
