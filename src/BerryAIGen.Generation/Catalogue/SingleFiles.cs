using BerryAIGen.Generation.Catalogue.Shapes;
using BerryAIGen.Library.Definitions;
using Table = System.Collections.Generic.IReadOnlyDictionary<string, System.Collections.Generic.IReadOnlyList<int>>;

namespace BerryAIGen.Generation.Catalogue;

/// <summary>The definitions that are one file each, with what the user's file of that name says over them.</summary>
internal sealed record SingleFiles(
    IReadOnlyDictionary<string, FieldDefinition> Fields,
    IReadOnlyDictionary<string, Table> Sizes,
    LimitFile Limits,
    PreprocessorFile Preprocessors,
    GenerationTypeFile Types,
    IReadOnlyList<string> Warnings
)
{
    public static SingleFiles Load(string? configurationFolder)
    {
        List<string> warnings = [];
        var json = CatalogueJson.Default;
        var fields = DefinitionFolder.ReadShipped("fields.json", json.FieldFile).Fields.ToDictionary(row => row.Id);
        var ownFields = SingleFile.FindUsers(
            "fields.json",
            configurationFolder,
            json.FieldFile,
            file => SingleShapes.Check(file, fields),
            warnings
        );
        foreach (var field in ownFields?.Fields ?? [])
        {
            fields[field.Id] = field;
        }

        var sizes = new Dictionary<string, Table>(DefinitionFolder.ReadShipped("sizes.json", json.SizeFile).Tables);
        var own = SingleFile.FindUsers("sizes.json", configurationFolder, json.SizeFile, SingleShapes.Check, warnings);
        foreach (var (name, table) in own?.Tables ?? new Dictionary<string, Table>())
        {
            sizes[name] = table;
        }

        return new SingleFiles(
            fields,
            sizes,
            DefinitionFolder
                .ReadShipped("limits.json", json.LimitFile)
                .With(
                    SingleFile.FindUsers(
                        "limits.json",
                        configurationFolder,
                        json.LimitFile,
                        SingleShapes.Check,
                        warnings
                    )
                ),
            DefinitionFolder.ReadShipped("preprocessors.json", json.PreprocessorFile),
            DefinitionFolder.ReadShipped("generation-types.json", json.GenerationTypeFile),
            warnings
        );
    }
}
