using BerryAIGen.Sandbox;
using BerryAIGen.Testing;

namespace BerryAIGen.Civitai.Tests.Reading;

/// <summary>The client against the stand-in site.</summary>
public sealed class SandboxReadingTests(SandboxFixture fixture) : ReadingTests, IClassFixture<SandboxFixture>
{
    protected override Uri Site => fixture.Server.CivitaiUrl;

    protected override SandboxServer Sandbox => fixture.Server;
}
