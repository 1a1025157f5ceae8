using BerryAIGen.Library;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Toolkit;
using BerryAIGen.Toolkit.Api.OpenApi;
using BerryAIGen.Toolkit.Hosting;

NativeHeap.KeepTogether();
try
{
    if (HelpText.IsWanted(args))
    {
        Console.WriteLine(HelpText.Text);
        return 0;
    }

    if (args is ["openapi", var file])
        return await OpenApiFile.WriteAsync(file);
    if (args is ["health", var address])
        return await HealthCommand.RunAsync(address);
    if (args is ["key", .. var words])
        return await KeyCommand.RunAsync(words, LibraryEnvironment.Process);
    if (args is ["gates", .. var gates])
        return await GateCommand.RunAsync(gates, LibraryEnvironment.Process);
    if (args is ["coverage", .. var models])
        return await CoverageCommand.RunAsync(models, LibraryEnvironment.Process);
    var options = ToolkitOptions.Read(args, LibraryEnvironment.Process);
    await using var app = await ToolkitServer.BuildAsync(options);
    await app.StartAsync();
    Console.WriteLine($"BerryAIGen answers at {app.Urls.First()}; Ctrl-C stops it.");
    await app.WaitForShutdownAsync();
    return 0;
}
catch (LibraryException error)
{
    Console.Error.WriteLine(error.Message);
    return error.Failure.Code == FailureCode.Usage ? 2 : 1;
}
catch (IOException error)
{
    Console.Error.WriteLine($"The server cannot listen: {error.Message} Name another address with --url.");
    return 1;
}
