namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Whether a resource is ready, with what the service says of it.</summary>
public sealed record ResourceAvailability : OpenRecord
{
    /// <summary>Whether it is ready.</summary>
    public ResourceStatus? Status { get; set; }
}
