namespace BerryAIGen.Generation.Coverage;

/// <summary>A version that generates whatever else is said of it: the default of an ecosystem, or one of its picker.</summary>
/// <param name="VersionId">Civitai's number.</param>
/// <param name="Name">What the picker calls it.</param>
/// <param name="Ecosystem">The id of its ecosystem.</param>
/// <param name="ModelId">Civitai's number of its model; null when only the version is known.</param>
/// <param name="IsDefault">It is taken when nobody chooses.</param>
public sealed record EcosystemCheckpoint(long VersionId, string Name, string Ecosystem, long? ModelId, bool IsDefault);

/// <summary>A base model with which models of everybody generate.</summary>
/// <param name="BaseModel">Civitai's name.</param>
/// <param name="Ecosystem">The id of its ecosystem.</param>
/// <param name="Types">Their types.</param>
public sealed record GenerationBaseModel(string BaseModel, string Ecosystem, IReadOnlyList<string> Types);
