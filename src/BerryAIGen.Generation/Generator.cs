using System.Text.Json.Nodes;
using BerryAIGen.Generation.Catalogue;
using BerryAIGen.Generation.Forms;
using BerryAIGen.Generation.Workflows;

namespace BerryAIGen.Generation;

/// <summary>Generation as its hosts see it: one method per thing a person can ask for.</summary>
public sealed class Generator
{
    private readonly Lazy<GenerationCatalogue> _catalogue;

    /// <param name="configurationFolder">Holds <c>definitions</c> of the user; null for none.</param>
    public Generator(string? configurationFolder) => _catalogue = new(() => GenerationCatalogue.Load(configurationFolder));

    /// <summary>Definitions of the user that were left out, with the reason.</summary>
    public IReadOnlyList<string> Warnings => _catalogue.Value.Warnings;

    /// <summary>The workflow that would be submitted for a form; nothing is asked of anybody.</summary>
    /// <exception cref="GenerationException">The form cannot be understood; the message names the field.</exception>
    public CompiledWorkflow Compile(FormRequest request)
    {
        var form = FormEvaluation.Of(_catalogue.Value, request);
        return new CompiledWorkflow(new WorkflowCompiler(_catalogue.Value).Compile(form), form.Notes);
    }
}

/// <summary>A form as an orchestrator gets it.</summary>
/// <param name="Body">The body of the workflow.</param>
/// <param name="Notes">What was understood or set otherwise than it was written; one sentence each.</param>
public sealed record CompiledWorkflow(JsonObject Body, IReadOnlyList<string> Notes);
