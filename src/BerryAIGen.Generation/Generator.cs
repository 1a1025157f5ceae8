using System.Text.Json.Nodes;
using BerryAIGen.Generation.Catalogue;
using BerryAIGen.Generation.Catalogue.Checks;
using BerryAIGen.Generation.Coverage;
using BerryAIGen.Generation.Forms;
using BerryAIGen.Generation.Workflows;

namespace BerryAIGen.Generation;

/// <summary>Generation as its hosts see it: one method per thing a person can ask for.</summary>
public sealed class Generator
{
    private static readonly string[] Kinds =
    [
        "engines",
        "ecosystems",
        "workflows",
        "licences",
        "ecosystem-groups",
        "graphs",
    ];
    private readonly string? _configurationFolder;
    private readonly Lazy<GenerationCatalogue> _catalogue;

    /// <param name="configurationFolder">Holds <c>definitions</c> of the user; null for none.</param>
    public Generator(string? configurationFolder)
    {
        _configurationFolder = configurationFolder;
        _catalogue = new(() => GenerationCatalogue.Load(configurationFolder));
    }

    /// <summary>Definitions of the user that were left out, with the reason.</summary>
    public IReadOnlyList<string> Warnings => _catalogue.Value.Warnings;

    /// <summary>All ecosystems, in the order of lists.</summary>
    public IReadOnlyList<CatalogueRow> Ecosystems => CatalogueLists.Ecosystems(_catalogue.Value);

    /// <summary>All engines.</summary>
    public IReadOnlyList<CatalogueRow> Engines => CatalogueLists.Engines(_catalogue.Value);

    /// <summary>All workflows.</summary>
    public IReadOnlyList<CatalogueRow> Workflows => CatalogueLists.Workflows(_catalogue.Value);

    /// <summary>An ecosystem as its file has it.</summary>
    /// <param name="name">Its id, its key, its name, or one of its base models.</param>
    /// <exception cref="GenerationException">There is none.</exception>
    public JsonObject ShowEcosystem(string name) => CatalogueLists.Ecosystem(_catalogue.Value, name);

    /// <summary>An engine as its file has it.</summary>
    /// <exception cref="GenerationException">There is none.</exception>
    public JsonObject ShowEngine(string id) => CatalogueLists.Engine(_catalogue.Value, id);

    /// <summary>A workflow as its file has it.</summary>
    /// <exception cref="GenerationException">There is none.</exception>
    public JsonObject ShowWorkflow(string name) => CatalogueLists.Workflow(_catalogue.Value, name);

    /// <summary>Which models generate, and what goes together.</summary>
    public CoverageRules Coverage => field ??= new CoverageRules(_catalogue.Value);

    /// <summary>Everything that is wrong with the definitions together; empty when they hold.</summary>
    public IReadOnlyList<DefinitionProblem> Check()
    {
        var places = new DefinitionPlaces(_configurationFolder, Kinds);
        return [.. CatalogueCheck.Run(_catalogue.Value).Select(places.Of).Distinct()];
    }

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
