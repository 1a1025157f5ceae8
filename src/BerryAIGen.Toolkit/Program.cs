using BerryAIGen.Library;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Toolkit;
using BerryAIGen.Toolkit.Hosting;

try
{
    var options = ToolkitOptions.Read(args, LibraryEnvironment.Process);
    await using var app = await ToolkitServer.BuildAsync(options);
    await app.RunAsync();
    return 0;
}
catch (LibraryException error)
{
    Console.Error.WriteLine(error.Message);
    return error.Failure.Code == FailureCode.Usage ? 2 : 1;
}
