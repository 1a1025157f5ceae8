using BerryAIGen.Civitai.Tests.Reading;
using BerryAIGen.Sandbox;

namespace BerryAIGen.Toolkit.Tests.Site;

/// <summary>The product's own client reads of this server what it reads of Civitai.</summary>
public sealed class MirrorReadingTests(MirroringToolkit mirroring) : ReadingTests, IClassFixture<MirroringToolkit>
{
    protected override Uri Site => mirroring.Client.BaseAddress!;

    protected override SandboxServer Sandbox => mirroring.Sandbox;
}
