using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Safety;
using BerryAIGen.Testing;
using BerryAIGen.Testing.Pickles;

namespace BerryAIGen.Library.Tests.Safety;

/// <summary>Scans what a test writes, with the settings of nobody but the test.</summary>
public abstract class ScannerTest : IDisposable
{
    protected TemporaryFolder Folder { get; } = new();
    protected List<string> Notices { get; } = [];

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        Folder.Dispose();
    }

    private protected FileScanner Scanner() =>
        FileScanner.Create(new LibraryOptions { ConfigurationFolder = Folder.Path, OnNotice = Notices.Add });

    private protected ScanReport Scan(byte[] content, string name = "x.pt") =>
        Scanner().Scan(Folder.Write(name, content), null, TestContext.Current.CancellationToken);

    private protected ScanReport ScanCall(string module, string name) =>
        Scan(PickleScript.Of(4).Global(module, name).CallWith("x").Stop());

    protected void Configure(string json) =>
        Folder.Write("definitions/safety/mine.json", System.Text.Encoding.UTF8.GetBytes(json));
}
