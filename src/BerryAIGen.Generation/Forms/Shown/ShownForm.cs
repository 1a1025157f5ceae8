namespace BerryAIGen.Generation.Forms.Shown;

/// <summary>A form as a page draws it: everything is decided, the page only renders.</summary>
/// <param name="Workflow">The workflow that is meant.</param>
/// <param name="Ecosystem">The ecosystem; null for a tool that has none.</param>
/// <param name="Version">The version that runs; null where there is none.</param>
/// <param name="Fields">In the order in which they are shown.</param>
public sealed record ShownForm(
    ShownChoice Workflow,
    ShownChoice? Ecosystem,
    ShownVersion? Version,
    IReadOnlyList<ShownField> Fields
)
{
    /// <summary>What it makes: <c>image, video, audio, model3d</c>; null for a tool that says nothing of it.</summary>
    public string? Media { get; init; }

    /// <summary>The id of the engine; null for what is done here and not submitted.</summary>
    public string? Engine { get; init; }

    /// <summary>What the picker of versions offers; empty for none.</summary>
    public IReadOnlyList<ShownVersion> Versions { get; init; } = [];

    /// <summary>Whether every other checkpoint is refused.</summary>
    public bool IsLocked { get; init; }

    /// <summary>The workflows that the ecosystem can do.</summary>
    public IReadOnlyList<ShownChoice> Workflows { get; init; } = [];

    /// <summary>What of the choice is held back from whoever fills it in, by the field that chose it.</summary>
    public IReadOnlyDictionary<string, ShownGate> Gates { get; init; } = new Dictionary<string, ShownGate>();

    /// <summary>Whether it can be compiled as it is.</summary>
    public bool IsReady { get; init; }

    /// <summary>What was understood or set otherwise than it was written; one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What was filled in and has no place here, with the reason; the page keeps it.</summary>
    public IReadOnlyDictionary<string, string> Unused { get; init; } = new Dictionary<string, string>();
}

/// <summary>A workflow or an ecosystem.</summary>
/// <param name="Key">Civitai's word for it, which forms come with.</param>
/// <param name="Name">What people call it.</param>
public sealed record ShownChoice(string Key, string Name)
{
    /// <summary>Why it cannot be chosen now; null when it can.</summary>
    public string? Reason { get; init; }
}

/// <summary>What holds something back.</summary>
/// <param name="Code"><c>gate_hidden</c>, <c>gate_disabled</c> or <c>gate_members</c>.</param>
/// <param name="Message">For people.</param>
public sealed record ShownGate(string Code, string Message);

/// <summary>A version of the picker, or the one that somebody brought.</summary>
/// <param name="Id">The id of the model version.</param>
/// <param name="Label">What the picker calls it; null for one that it does not have.</param>
public sealed record ShownVersion(long Id, string? Label)
{
    /// <summary>The ecosystem that the form moves to with it; null for the same.</summary>
    public string? Ecosystem { get; init; }

    /// <summary>Why it cannot be chosen now; null when it can.</summary>
    public string? Reason { get; init; }
}
