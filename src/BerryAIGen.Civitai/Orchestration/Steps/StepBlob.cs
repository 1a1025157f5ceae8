namespace BerryAIGen.Civitai.Orchestration;

/// <summary>A blob of a step's output.</summary>
/// <param name="Member">The member of the output that holds it, <c>images</c>.</param>
/// <param name="Blob">The blob.</param>
public sealed record StepBlob(string Member, Blob Blob);
