using System.Text.Json;
using System.Text.Json.Serialization;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>What a step works on; members that are null are left out.</summary>
/// <remarks>Members that this client does not know, and references in place of values, stand in <see cref="OpenRecord.UnknownMembers"/>.</remarks>
public abstract record StepInput : OpenRecord
{
    private protected StepInput(string stepType) => StepType = stepType;

    /// <summary>The word of <c>$type</c>.</summary>
    [JsonIgnore]
    public string StepType { get; }

    /// <summary>Takes a value from elsewhere in the workflow; the member's own property stays null.</summary>
    /// <param name="member">The member as the service names it, <c>image</c>.</param>
    /// <param name="reference">Where the value comes from.</param>
    public void Refer(string member, StepReference reference)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(member);
        ArgumentNullException.ThrowIfNull(reference);
        UnknownMembers ??= new Dictionary<string, JsonElement>();
        UnknownMembers[member] = reference.ToJson();
    }
}
