using System.Text.Json.Nodes;
using BerryAIGen.Generation.Catalogue;
using BerryAIGen.Generation.Catalogue.Checks;
using BerryAIGen.Generation.Coverage;
using BerryAIGen.Generation.Forms;
using BerryAIGen.Generation.Forms.Shown;
using BerryAIGen.Generation.Forms.Wildcards;
using BerryAIGen.Generation.Gates;
using BerryAIGen.Generation.Presets;
using BerryAIGen.Generation.Remix;
using BerryAIGen.Generation.Workflows;
using BerryAIGen.IO.Recipes;

namespace BerryAIGen.Generation;

/// <summary>Generation as its hosts see it: one method per thing a person can ask for.</summary>
public sealed partial class Generator
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
    private readonly TimeProvider _time;
    private readonly Lock _loading = new();
    private Reading? _loaded;

    /// <param name="configurationFolder">Holds <c>definitions</c>, <c>presets</c> and <c>wildcards</c> of the user; null for none.</param>
    /// <param name="time">The clock that epochs of trainings expire by; null for the machine's.</param>
    public Generator(string? configurationFolder, TimeProvider? time = null)
    {
        _configurationFolder = configurationFolder;
        _time = time ?? TimeProvider.System;
    }

    /// <summary>Definitions of the user that were left out, with the reason.</summary>
    public IReadOnlyList<string> Warnings => Catalogue.Warnings;

    /// <summary>All engines.</summary>
    public IReadOnlyList<CatalogueRow> Engines => CatalogueLists.Engines(Catalogue);

    /// <summary>The ecosystems, in the order of lists, as one who asks may see them: what is hidden from him is left out.</summary>
    public IReadOnlyList<CatalogueRow> Ecosystems(Gatekeeper gates) => GatedLists.Ecosystems(Catalogue, gates);

    /// <summary>The workflows as one who asks may see them.</summary>
    public IReadOnlyList<CatalogueRow> Workflows(Gatekeeper gates) => GatedLists.Workflows(Catalogue, gates);

    /// <summary>Tier, figure, number: how much may be asked for at once.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Limits => Catalogue.Limits.Tiers;

    // The definitions as they are now: who edits a file need not start anything anew.
    private GenerationCatalogue Catalogue => Load().Catalogue;

    /// <summary>An ecosystem as its file has it.</summary>
    /// <param name="name">Its id, its key, its name, or one of its base models.</param>
    /// <param name="gates">What is hidden from whoever asks is not there; null for nothing.</param>
    /// <exception cref="GenerationException">There is none.</exception>
    public JsonObject ShowEcosystem(string name, Gatekeeper? gates = null) =>
        GatedLists.Ecosystem(Catalogue, name, gates ?? Gatekeeper.Open);

    /// <summary>An engine as its file has it.</summary>
    /// <exception cref="GenerationException">There is none.</exception>
    public JsonObject ShowEngine(string id) => CatalogueLists.Engine(Catalogue, id);

    /// <summary>A workflow as its file has it.</summary>
    /// <exception cref="GenerationException">There is none.</exception>
    public JsonObject ShowWorkflow(string name, Gatekeeper? gates = null) =>
        GatedLists.Workflow(Catalogue, name, gates ?? Gatekeeper.Open);

    /// <summary>Which models generate, and what goes together.</summary>
    public CoverageRules Coverage => Load().Coverage;

    /// <summary>Grows whenever the definitions are others than they were.</summary>
    public int Revision => Load().Revision;

    /// <summary>Everything that is wrong with the definitions together; empty when they hold.</summary>
    public IReadOnlyList<DefinitionProblem> Check()
    {
        var catalogue = Catalogue;
        var places = new DefinitionPlaces(_configurationFolder, Kinds, catalogue.Files);
        return [.. CatalogueCheck.Run(catalogue).Select(places.Of).Distinct()];
    }

    /// <summary>A form with its values as a page draws it: what is chosen, what each field takes, what is missing.</summary>
    /// <exception cref="GenerationException">Something cannot be understood; the message names every field that is wrong.</exception>
    public ShownForm Evaluate(FormRequest request)
    {
        var catalogue = Catalogue;
        return FormView.Of(catalogue, FormEvaluation.Of(catalogue, Seen(catalogue, request)), request.Gates);
    }

    /// <summary>The workflow that would be submitted for a form; nothing is asked of anybody.</summary>
    /// <exception cref="GenerationException">The form cannot be understood; the message names the field.</exception>
    public CompiledWorkflow Compile(FormRequest request)
    {
        var catalogue = Catalogue;
        request = Seen(catalogue, request);
        var form = FormEvaluation.Of(catalogue, request);
        FormGates.Require(form.Choice, request.Gates);
        return Compile(catalogue, form, request);
    }

    /// <summary>The form that makes a picture like another one once more.</summary>
    /// <param name="recipe">How the other one was made.</param>
    /// <param name="models">Its models, as <see cref="RecipeModels"/> finds them.</param>
    /// <param name="gates">What is hidden from whoever asks is not there; null for nothing.</param>
    public RemixedForm Remix(Recipe recipe, IReadOnlyList<MatchedModel> models, Gatekeeper? gates = null) =>
        new RecipeForm(Catalogue, recipe, models, gates ?? Gatekeeper.Open).Make();

    /// <summary>The presets of an ecosystem: its own, and the user's.</summary>
    /// <param name="ecosystem">Whose.</param>
    /// <param name="gates">What is hidden from whoever asks is not there; null for nothing.</param>
    /// <exception cref="GenerationException">There is no such ecosystem.</exception>
    public PresetList Presets(string ecosystem, Gatekeeper? gates = null) =>
        WithPresets(ecosystem, gates, static (files, one) => new PresetList(files.Of(one), files.Warnings));

    /// <summary>Whether a field of forms takes a text, whatever it looks like.</summary>
    public bool TakesText(string field) => Catalogue.Fields.GetValueOrDefault(field)?.Type == FieldType.Text;

    /// <summary>Puts what a preset says under what a form says.</summary>
    /// <exception cref="GenerationException">The form names no ecosystem that has such a preset.</exception>
    public JsonObject WithPreset(JsonObject values, string preset, Gatekeeper? gates = null)
    {
        var catalogue = Catalogue;
        var request = Seen(catalogue, new FormRequest(values) { Gates = gates ?? Gatekeeper.Open });
        var ecosystem = FormEvaluation.Of(catalogue, request).Choice.Ecosystem;
        var filled = new PresetFiles(catalogue, _configurationFolder)
            .Get(ecosystem, preset)
            .Values.DeepClone()
            .AsObject();
        foreach (var (key, value) in values)
        {
            filled[key] = value?.DeepClone();
        }

        return filled;
    }

    /// <summary>Keeps values of an ecosystem under a name; one of the same name is changed.</summary>
    /// <exception cref="GenerationException">Name or values are none that a preset can have.</exception>
    public Preset SavePreset(string ecosystem, string name, JsonObject values, Gatekeeper? gates = null) =>
        WithPresets(ecosystem, gates, (files, one) => files.Save(one, name, values));

    /// <summary>Forgets a preset of the user.</summary>
    /// <exception cref="GenerationException">There is none of that name, or it comes with the definitions.</exception>
    public void DeletePreset(string ecosystem, string name, Gatekeeper? gates = null) =>
        WithPresets(
            ecosystem,
            gates,
            (files, one) =>
            {
                files.Delete(one, name);
                return true;
            }
        );

    private CompiledWorkflow Compile(GenerationCatalogue catalogue, FormEvaluation form, FormRequest request)
    {
        var wildcards = new WildcardForms(catalogue, request, _configurationFolder);
        var body = new WorkflowCompiler(catalogue).Compile(form, wildcards.Of(form));
        return new CompiledWorkflow(body, [.. form.Notes, .. wildcards.Notes]) { IsPrivate = form.IsPrivate };
    }

    private T WithPresets<T>(string ecosystem, Gatekeeper? gates, Func<PresetFiles, EcosystemDefinition, T> ask)
    {
        var catalogue = Catalogue;
        return ask(
            new PresetFiles(catalogue, _configurationFolder),
            GatedLists.Get(catalogue, ecosystem, gates ?? Gatekeeper.Open)
        );
    }

    private Reading Load()
    {
        lock (_loading)
        {
            var mark = UserFolder.MarkOf(_configurationFolder) ?? _loaded?.Mark ?? "";
            if (_loaded?.Mark == mark)
                return _loaded;
            var catalogue = GenerationCatalogue.Load(_configurationFolder);
            return _loaded = new(mark, catalogue, new CoverageRules(catalogue), (_loaded?.Revision ?? 0) + 1);
        }
    }

    // As it is now, for whoever filled it in.
    private FormRequest Seen(GenerationCatalogue catalogue, FormRequest request) =>
        FormGates.Seen(catalogue, request with { Now = request.Now ?? _time.GetUtcNow() });

    private sealed record Reading(string Mark, GenerationCatalogue Catalogue, CoverageRules Coverage, int Revision);
}

/// <summary>A form as an orchestrator gets it.</summary>
/// <param name="Body">The body of the workflow.</param>
/// <param name="Notes">What was understood or set otherwise than it was written; one sentence each.</param>
public sealed record CompiledWorkflow(JsonObject Body, IReadOnlyList<string> Notes)
{
    /// <summary>Whether a model takes part that is the person's alone, so that results must be safe.</summary>
    public bool IsPrivate { get; init; }
}
