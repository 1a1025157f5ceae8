using BerryAIGen.Generation.Catalogue;

namespace BerryAIGen.Generation.Forms;

/// <summary>Which form is meant: workflow, then ecosystem, then version.</summary>
/// <param name="Workflow">The workflow.</param>
/// <param name="Ecosystem">The ecosystem whose form it is.</param>
/// <param name="Form">The form.</param>
/// <param name="VersionId">The model version that runs; null where there is none.</param>
/// <param name="Version">Its row in the picker; null for a version that somebody brought.</param>
internal sealed record FormChoice(
    WorkflowDefinition Workflow,
    EcosystemDefinition Ecosystem,
    FormDefinition Form,
    long? VersionId,
    VersionDefinition? Version
)
{
    /// <summary>The key of the workflow that was asked for, where that is another name of it.</summary>
    public string? AskedWorkflow { get; init; }

    /// <summary>The version that was asked for, where another one runs.</summary>
    public long? AskedVersion { get; init; }

    /// <summary>What was understood otherwise than it was written, for the person.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What the form says of one of its fields, on top of the vocabulary.</summary>
    public FieldSettings SettingsOf(string field) =>
        Version?.Fields.GetValueOrDefault(field)
        ?? Form.Fields.GetValueOrDefault(field)
        ?? Ecosystem.Fields.GetValueOrDefault(field)
        ?? new FieldSettings();
}
