using System.Text;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Layouts;
using BerryAIGen.Library.Organizing;
using BerryAIGen.Library.Roots;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Organizing;

/// <summary>A folder of models with records, and an organiser of it.</summary>
public abstract class OrganizerTest : IDisposable
{
    protected const string Template = "{base_model}/{creator}";

    protected TemporaryFolder Folder { get; } = new();

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        Folder.Dispose();
    }

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected static FailureCode Code(Action action) => Should.Throw<LibraryException>(action).Failure.Code;

    protected DownloadTarget Target => new() { Root = Folder.Path, Template = Template };

    protected Organizer Organizer(params ModelRoot[] roots) =>
        new(
            LayoutCatalog.Load(null),
            new LibraryOptions { WorkingFolder = Folder.Path, Roots = roots },
            TimeProvider.System
        );

    protected string PathOf(params string[] parts) => Path.Combine([Folder.Path, "models", "loras", .. parts]);

    protected void Model(string name, string baseModel, string creator, params string[] companions)
    {
        var path = Folder.Write($"models/loras/{name}", Encoding.UTF8.GetBytes(name));
        File.WriteAllText(
            path + ".civitai.json",
            $$"""{ "base_model": "{{baseModel}}", "creator": "{{creator}}", "model_name": "Ink" }"""
        );
        foreach (var companion in companions)
            Folder.Write($"models/loras/{companion}", "1"u8);
    }

    protected string[] Files() =>
        [
            .. Directory
                .EnumerateFiles(PathOf(), "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(PathOf(), path).Replace('\\', '/'))
                .Order(StringComparer.Ordinal),
        ];
}
