namespace BerryAIGen.Database.Generations;

/// <summary>Who asks for something to be made.</summary>
/// <param name="Owner">Whose generations they are.</param>
/// <param name="Audience">Whom gates take whoever asks for; null for anybody.</param>
/// <param name="Tier">The tier whose limits hold; null for the definitions' own.</param>
public sealed record GenerationCaller(string Owner, string? Audience, string? Tier = null);
