using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Importing;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Importing;

/// <summary>An import that was stopped goes on from the place that it told of.</summary>
public sealed class ImportPlaceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly BerryLibrary library;

    public ImportPlaceTests() =>
        library = new BerryLibrary(
            new LibraryOptions
            {
                ModelsFolder = folder.Combine("models"),
                ReadVariable = _ => null,
                WorkingFolder = folder.Path,
            }
        );

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        library.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void A_preview_that_was_not_written_whole_goes_with_its_upload_and_nobody_elses_picture_does()
    {
        string[] written = [folder.Write("upload-1.part", [1, 2]), folder.Write("upload-1.preview", [1])];
        var mine = folder.Write("mine.png", [1]);

        ModelImport.DiscardUpload(
            new ImportRequest
            {
                Path = written[0],
                IsUpload = true,
                PreviewPath = mine,
            }
        );

        written.ShouldAllBe(path => !File.Exists(path));
        File.Exists(mine).ShouldBeTrue();
    }

    [Fact]
    public async Task A_copy_that_was_stopped_is_gone_on_with_and_the_file_not_hashed_again()
    {
        var source = folder.Combine("big.safetensors");
        SparseSafetensors.Write(source, [("weight", "F32", [2048, 2048])]);
        using var stop = new CancellationTokenSource();
        List<ImportPlace> places = [];
        List<string> notes = [];

        await Should.ThrowAsync<OperationCanceledException>(() =>
            ImportAsync(
                source,
                null,
                places,
                value =>
                {
                    if (value.Bytes > 0)
                        stop.Cancel();
                },
                stop.Token
            )
        );
        var kept = new FileInfo(places[^1].PartPath!).Length;
        var told = places.Count;
        var imported = await ImportAsync(source, places[^1], places, value => notes.Add(value.Note ?? ""), Stop);

        kept.ShouldBeGreaterThan(0);
        notes.ShouldContain(note => note.Contains($"goes on at byte {kept} ", StringComparison.Ordinal));
        // The hash was told once, by the first run; the second one only says where it copies to.
        places.Count(place => place.PartPath is null).ShouldBe(1);
        places.Count.ShouldBe(told + 1);
        imported.State.ShouldBe(ImportState.Imported);
        File.ReadAllBytes(imported.Path).ShouldBe(File.ReadAllBytes(source));
        Directory.EnumerateFiles(folder.Path, "*.part", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_that_changed_meanwhile_is_hashed_and_copied_as_it_is_now()
    {
        var source = folder.Combine("big.safetensors");
        SmallLora.Write(source);
        var old = new ImportPlace(new FileInfo(source).Length, DateTime.UnixEpoch, new string('0', 64));
        List<ImportPlace> places = [];

        var imported = await ImportAsync(source, old, places, _ => { }, Stop);

        places[0].Sha256.ShouldBe(imported.Sha256);
        imported.Sha256.ShouldNotBe(old.Sha256);
        File.ReadAllBytes(imported.Path).ShouldBe(File.ReadAllBytes(source));
    }

    [Fact]
    public async Task An_upload_whose_file_has_its_name_already_is_found_by_the_next_run()
    {
        var upload = library.Importing.NewUploadPath();
        SmallLora.Write(upload);
        List<ImportPlace> places = [];
        var request = new ImportRequest
        {
            Path = upload,
            IsUpload = true,
            FileName = "style.safetensors",
            ModelType = "loras",
            KeepPlace = (place, _) =>
            {
                places.Add(place);
                return Task.CompletedTask;
            },
        };

        var first = await library.Importing.ImportAsync(request, null, Stop);
        // Killed here, before anybody wrote down that it is done.
        var second = await library.Importing.ImportAsync(request with { Place = places[^1] }, null, Stop);
        ModelImport.DiscardUpload(request);

        (first.State, second.State).ShouldBe((ImportState.Imported, ImportState.AlreadyPresent));
        second.Path.ShouldBe(first.Path);
        Directory.EnumerateFiles(Path.GetDirectoryName(upload)!).ShouldBeEmpty();
        File.Exists(first.Path).ShouldBeTrue();
    }

    private Task<ImportedModel> ImportAsync(
        string source,
        ImportPlace? place,
        List<ImportPlace> places,
        Action<DownloadProgress> told,
        CancellationToken cancellationToken
    ) =>
        library.Importing.ImportAsync(
            new ImportRequest
            {
                Path = source,
                ModelType = "loras",
                Place = place,
                KeepPlace = (reached, _) =>
                {
                    places.Add(reached);
                    return Task.CompletedTask;
                },
            },
            new Told(told),
            cancellationToken
        );

    private sealed class Told(Action<DownloadProgress> tell) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => tell(value);
    }
}
