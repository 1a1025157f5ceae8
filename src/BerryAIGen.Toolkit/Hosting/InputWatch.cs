namespace BerryAIGen.Toolkit.Hosting;

/// <summary>Ends the server when its standard input does: whoever started it closes it, or is gone, however it went.</summary>
internal sealed class InputWatch(ToolkitOptions options, IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.EndsWithInput)
            return;
        using var input = Console.OpenStandardInput();
        var ignored = new byte[256];
        while (await input.ReadAsync(ignored, stoppingToken) > 0) { }
        lifetime.StopApplication();
    }
}
