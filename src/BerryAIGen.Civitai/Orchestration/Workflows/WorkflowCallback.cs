using BerryAIGen.Civitai.Transport;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Somebody who is told of a workflow.</summary>
public sealed record WorkflowCallback : OpenRecord
{
    /// <summary>An https address.</summary>
    public string? Url { get; set; }

    /// <summary>Of what.</summary>
    public OpenList<CallbackType> Type { get; set; } = [];

    /// <summary>Whether inputs and outputs are told too.</summary>
    public bool? Detailed { get; set; }

    /// <summary>The address without the token in it.</summary>
    public override string ToString() => AddressSecrets.Mask(Url) ?? "";
}
